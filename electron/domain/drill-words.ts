/** The message a drill shows as the first family would have read it: never sent. */
export const DRILL_MESSAGE = {
  fr: {
    subject: 'ENT indisponible\u00a0: le travail de la {classe}',
    body: 'Bonjour,\n\nL’ENT ne répond pas ce matin. Voici, par courriel, le travail de {prénom} {nom} pour les prochains jours\u00a0:\n\n{travail}\n\nVous pouvez répondre à ce message. Tout sera reporté sur l’ENT dès son retour.',
    nothing: '(rien à rendre ces jours-ci)',
    due: (title: string, day: string) => `- ${title} (pour le ${day})`,
  },
  en: {
    subject: 'Platform down: work for {classe}',
    body: 'Hello,\n\nThe school platform does not answer this morning. Here, by e-mail, is the work of {prénom} {nom} for the coming days:\n\n{travail}\n\nYou can reply to this message. Everything will be put back on the platform once it returns.',
    nothing: '(nothing due these days)',
    due: (title: string, day: string) => `- ${title} (due ${day})`,
  },
} as const
