/**
 * Given and family names that are common or plausible in France, to be combined by chance. With accents,
 * hyphens, apostrophes, particles and ligatures on purpose: that is where software usually breaks.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

export const FAMILY_NAMES = words(`
  Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, Michel, Lefèvre, Leroy,
  Roux, Fournier, Morel, Girard, André, Mercier, Blanc, Guérin, Boyer, Garnier, Chevalier, François, Legrand, Gauthier,
  Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, Marchand, Duval, Denis, Dumont,
  Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, Rivière, Lucas, Brunet, Gaillard, Barbier,
  Arnaud, Martínez, Gérard, Roche, Renard, Schmitt, Roy, Leroux, Colin, Vidal, Caron, Picard, Aubert, Lemoine, Renaud,
  Dumas, Lacroix, Olivier, Philippe, Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland, Leclercq, Guillaume,
  Lecomte, López, Jean, Dupuy, Guillot, Hubert, Berger, Carpentier, Sánchez, Dupuis, Moulin, Louis, Deschamps, Huet,
  Vasseur, Perez, Boucher, Fleury, Royer, Klein, Jacquet, Adam, Paris, Poirier, Marty, Aubry, Guyot, Carré, Charles,
  Renault, Charpentier, Ménard, Maillard, Baron, Bertin, Bailly, Hervé, Schneider, Fernández, Collet, Léger, Bouvier,
  Julien, Prévost, Millet, Perrot, Daniel, Cousin, Germain, Breton, Besson, Langlois, Rémy, Le Gall, Le Goff, Le Roux,
  Lecœur, L'Hostis, N'Diaye, D'Almeida, de Kerlann, de La Borde, du Tertre, Ben Amar, El Idrissi, Haddad, Benali,
  Belkacem, Cherif, Bouzid, Diallo, Traoré, Koné, Coulibaly, Cissé, Touré, Sow, Mendy, Nguyen, Tran, Pham, Lê, Chen,
  Wang, Kaya, Yılmaz, Kowalski, Nowak, Ferreira, da Silva, Gonçalves, Rossi, Muller, Weber, Peltier-Roux, Garcia-Lopez
`)

export const GIRLS = words(`
  Emma, Jade, Louise, Alice, Chloé, Lina, Léa, Rose, Anna, Mila, Inès, Ambre, Julia, Mia, Léna, Manon, Juliette, Lou,
  Camille, Zoé, Sarah, Agathe, Jeanne, Lucie, Éva, Nina, Romane, Inaya, Charlotte, Sofia, Margaux, Clémence, Élise,
  Maëlle, Capucine, Adèle, Yasmine, Salomé, Apolline, Constance, Anaïs, Noémie, Océane, Maëlys, Héloïse, Gabrielle,
  Éléonore, Justine, Mathilde, Assia, Aïcha, Fatou, Aminata, Khadija, Nour, Leïla, Marie-Lou, Anne-Sophie, Lilou, Solène,
  Tiphaine, Gwenaëlle, Nolwenn, Victoire, Mélina, Elsa, Thaïs, Cassandre, Linh, Mei, Zeynep, Ania, Beatriz, Joséphine
`)

export const BOYS = words(`
  Gabriel, Raphaël, Léo, Louis, Lucas, Adam, Arthur, Hugo, Jules, Maël, Liam, Ethan, Paul, Nathan, Sacha, Gabin, Noé,
  Tom, Mohamed, Aaron, Théo, Noah, Mathis, Eden, Victor, Martin, Nolan, Timéo, Antoine, Axel, Robin, Enzo, Clément,
  Baptiste, Valentin, Maxence, Alexandre, Samuel, Rayan, Yanis, Ibrahim, Ismaël, Mehdi, Ilyès, Moussa, Ousmane, Mamadou,
  Côme, Augustin, Gaspard, Titouan, Malo, Ewen, Loïc, Gaël, Aurélien, Jean-Baptiste, Pierre-Louis, Thibault, Rémi,
  Quentin, Romain, Simon, Félix, Joachim, Basile, Émile, Loïs, Kaan, Minh, Jakub, Tiago, Diego, Anatole, Célestin
`)

export const WOMEN = words(`
  Nathalie, Isabelle, Sylvie, Catherine, Valérie, Sandrine, Céline, Stéphanie, Karine, Virginie, Aurélie, Émilie,
  Delphine, Sophie, Christelle, Laetitia, Hélène, Séverine, Florence, Corinne, Caroline, Élodie, Vanessa, Sabrina,
  Magali, Muriel, Véronique, Agnès, Bénédicte, Claire, Cécile, Anne-Laure, Marie-Claude, Nadia, Samira, Fatiha, Malika,
  Awa, Mariam, Binta, Thi Hoa, Xiu, Elif, Katarzyna, Maria, Paola, Gaëlle, Rozenn, Solange, Estelle, Noëlle, Maud
`)

export const MEN = words(`
  Christophe, Stéphane, Philippe, Laurent, Nicolas, Frédéric, David, Sébastien, Olivier, Thierry, Éric, Pascal, Jérôme,
  Vincent, Bruno, Franck, Cédric, Guillaume, Julien, Fabrice, Ludovic, Arnaud, Yann, Gilles, Grégory, Emmanuel, Mickaël,
  Benoît, Hervé, Didier, Jean-Marc, Jean-Luc, François-Xavier, Karim, Rachid, Saïd, Abdel, Youssef, Mamadou, Seydou,
  Boubacar, Van Duc, Wei, Mehmet, Piotr, José, Marco, Loïc, Ronan, Anthony, Régis, Aymeric
`)

/** Lower case ASCII words joined by dots, as a school builds its addresses. */
export function addressLocalPart(...parts: readonly string[]): string {
  return parts
    .join('.')
    .replace(/œ/gi, 'oe')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
}
