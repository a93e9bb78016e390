/** What binds have shown of the current passwords, on the page Rotation, and what keeps it from being seen. */
export const proofCountsEn = {
  title: 'Proofs at Secure LDAP',
  proved: { name: 'Proved', hint: 'Google accepted the password that this service stores.' },
  doubted: { name: 'In doubt', hint: 'Google refused it. Somebody may have changed it.' },
  unproved: { name: 'Unproved', hint: 'Not tried yet, or the attempt had no result.' },
  failing:
    'Secure LDAP does not work, so no password is proved at the moment. Passwords are issued and rotated as before.',
  expired:
    'The certificate for Secure LDAP has expired, so no password can be proved. Replace it. Passwords are issued and rotated as before.',
  expires: (days: string) =>
    `The certificate for Secure LDAP expires ${days}. After that no password can be proved. Replace it before.`,
};

export const proofCountsFr: typeof proofCountsEn = {
  title: 'Contrôles par le LDAP sécurisé',
  proved: {
    name: 'Valides',
    hint: 'Google a accepté le mot de passe que ce service conserve.',
  },
  doubted: { name: 'Douteux', hint: 'Google l’a refusé. Quelqu’un l’a peut-être modifié.' },
  unproved: {
    name: 'Non contrôlés',
    hint: 'Pas encore essayés, ou essayés sans résultat.',
  },
  failing:
    'Le LDAP sécurisé ne fonctionne pas : aucun mot de passe n’est contrôlé pour le moment. L’émission et le renouvellement continuent comme avant.',
  expired:
    'Le certificat du LDAP sécurisé a expiré : plus aucun mot de passe ne peut être contrôlé. Remplacez-le. L’émission et le renouvellement continuent comme avant.',
  expires: (days) =>
    `Le certificat du LDAP sécurisé expire ${days}. Plus aucun mot de passe ne pourra alors être contrôlé. Remplacez-le avant.`,
};
