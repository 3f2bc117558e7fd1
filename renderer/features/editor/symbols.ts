/** Signs of lower and upper secondary school that a French keyboard lacks: operations, comparison, sets, Greek, arrows. */
export const SYMBOLS: readonly string[] = [
  ...['×', '÷', '±', '−', '·', '√', '∛', '∞', '²', '³', '½', '⅓', '¼', '¾'],
  ...['≤', '≥', '≠', '≈', '≡', '∝', '∈', '∉', '⊂', '∪', '∩', '∅', '∀', '∃'],
  ...['ℕ', 'ℤ', 'ℚ', 'ℝ', 'π', 'α', 'β', 'γ', 'Δ', 'θ', 'λ', 'μ', 'Ω', 'ρ'],
  ...['→', '⇒', '⇔', '⇌', '⊥', '∥', '∠', '°', '′', '″', '‰', '∑', '∫', '†'],
]
