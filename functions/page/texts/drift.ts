/** Passwords that somebody else changed at Google: in a user's row and the overview. */
export const driftEn = {
  changedBy: (by: string, time: string): string =>
    `${by} changed the password at Google on ${time}. The stored one no longer works and is not given out.`,
  changed: (time: string): string =>
    `Somebody else changed the password at Google on ${time}. The stored one no longer works and is not given out.`,
  refused: (time: string): string =>
    `Secure LDAP has refused the stored password since ${time}, although it worked before. Somebody else seems to have changed it at Google. It is not given out.`,
  fix: 'Rotate the password now. That ends the present one at Google.',
  fixByPolicy:
    'Nothing. As the policy says, this service soon sets a new one by itself, usually within 15 minutes.',
  title: 'Changes at Google',
  count: 'Changed by others at Google',
  countHint: 'The stored password no longer works. It is not given out until it is rotated.',
};

export const driftFr: typeof driftEn = {
  changedBy: (by, time) =>
    `${by} a modifié le mot de passe chez Google le ${time}. Celui qui est conservé ne fonctionne plus et n’est pas communiqué.`,
  changed: (time) =>
    `Quelqu’un d’autre a modifié le mot de passe chez Google le ${time}. Celui qui est conservé ne fonctionne plus et n’est pas communiqué.`,
  refused: (time) =>
    `Depuis le ${time}, le LDAP sécurisé refuse le mot de passe conservé, qui fonctionnait auparavant. Quelqu’un d’autre semble l’avoir modifié chez Google. Il n’est pas communiqué.`,
  fixByPolicy:
    'Rien. Conformément à la politique, ce service en définit bientôt un nouveau de lui-même, en général sous 15 minutes.',
  fix: 'Renouvelez le mot de passe maintenant. Celui qui est en vigueur chez Google prend alors fin.',
  title: 'Modifications chez Google',
  count: 'Modifiés par d’autres chez Google',
  countHint:
    'Le mot de passe conservé ne fonctionne plus. Il n’est pas communiqué avant son renouvellement.',
};
