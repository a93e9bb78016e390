/** The pictures of the last days on the page Rotation. */
export const pastEn = {
  title: 'The last 90 days',
  lead: 'Counted once a day, at the first tick after midnight UTC.',
  since: (day: string) => `The first count is of ${day}.`,
  soon: 'The first count is made at the next tick, usually within 15 minutes. From then on, pictures show how passwords change from day to day.',
  held: 'No day is counted at present, because passwords of another Workspace are kept here and the numbers would mix.',
  seeHeld: 'See the other Workspace',
  unread:
    'The counts could not be read, so there are no pictures. Nothing else depends on them. Reload the page to try again.',
  drawing: (title: string, from: string, to: string) =>
    `Bars by day: ${title}, ${from} to ${to}. The same numbers are in the table below.`,
  on: (day: string) => `On ${day}:`,
  fromTop: (day: string) => `On ${day}, from top to bottom:`,
  notCounted: 'Not counted',
  always0: 'There was none on any counted day.',
  numbers: 'Show the numbers',
  day: 'Day',
  ages: {
    title: 'Passwords by age',
    upTo7Days: 'Up to 7 days',
    upTo30Days: '8 to 30 days',
    upTo90Days: '31 to 90 days',
    over90Days: 'Over 90 days',
  },
  devices: { title: 'Devices behind', behind: 'Without the current password' },
};

export const pastFr: typeof pastEn = {
  title: 'Les 90 derniers jours',
  lead: 'Comptage une fois par jour, au premier passage du service après minuit UTC.',
  since: (day) => `Le premier comptage date du ${day}.`,
  soon: 'Le premier comptage a lieu au prochain passage du service, en général dans les 15 minutes. Des graphiques montreront ensuite l’évolution des mots de passe de jour en jour.',
  held: 'Le comptage est suspendu, car des mots de passe d’un autre Workspace sont conservés ici et les chiffres se mélangeraient.',
  seeHeld: 'Voir l’autre Workspace',
  unread:
    'Les chiffres n’ont pas pu être lus : les graphiques manquent. Rien d’autre n’en dépend. Rechargez la page pour réessayer.',
  drawing: (title, from, to) =>
    `Barres par jour : ${title}, du ${from} au ${to}. Les mêmes chiffres figurent dans le tableau ci-dessous.`,
  on: (day) => `Le ${day} :`,
  fromTop: (day) => `Le ${day}, de haut en bas :`,
  notCounted: 'Non compté',
  always0: 'Aucun, quel que soit le jour compté.',
  numbers: 'Afficher les chiffres',
  day: 'Jour',
  ages: {
    title: 'Mots de passe par ancienneté',
    upTo7Days: '7 jours au plus',
    upTo30Days: 'De 8 à 30 jours',
    upTo90Days: 'De 31 à 90 jours',
    over90Days: 'Plus de 90 jours',
  },
  devices: { title: 'Appareils en retard', behind: 'Sans le mot de passe actuel' },
};
