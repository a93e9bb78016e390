/** What the server writes into the page Rotation. */
export const rotationEn = {
  lead: 'Every password is replaced on schedule, at the pace that Google allows. This page follows it by itself.',
};

export const rotationFr: typeof rotationEn = {
  lead: 'Chaque mot de passe est remplacé selon le calendrier, au rythme que Google autorise. Cette page se tient à jour d’elle-même.',
};
