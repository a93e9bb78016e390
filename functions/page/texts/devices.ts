/** The devices that an MDM told of: in a user's row and the overview. */
export const devicesEn = {
  all: (count: number, shown: string): string =>
    count === 1
      ? 'The 1 known device has this password.'
      : `All ${shown} known devices have this password.`,
  older: (count: number, shown: string, version: string, names: string): string =>
    count === 1
      ? `1 device still on version ${version}: ${names}.`
      : `${shown} devices still on version ${version}: ${names}.`,
  failed: (count: number, shown: string, version: string, names: string): string =>
    count === 1
      ? `1 device could not install version ${version}: ${names}.`
      : `${shown} devices could not install version ${version}: ${names}.`,
  and: (names: string, shown: string): string => `${names} and ${shown} more`,
  behind: 'Devices without the current password',
  behindHint: 'They have an older password, or could not install the current one.',
  waiting: 'Rotations that wait for a device',
  waitingHint:
    'They go on when the device has the current password, or when the policy’s days are over.',
};

export const devicesFr: typeof devicesEn = {
  all: (count, shown) =>
    count < 2
      ? 'Le seul appareil connu a ce mot de passe.'
      : `Les ${shown} appareils connus ont ce mot de passe.`,
  older: (count, shown, version, names) =>
    count < 2
      ? `${shown} appareil encore à la version nº ${version} : ${names}.`
      : `${shown} appareils encore à la version nº ${version} : ${names}.`,
  failed: (count, shown, version, names) =>
    count < 2
      ? `${shown} appareil n’a pas pu installer la version nº ${version} : ${names}.`
      : `${shown} appareils n’ont pas pu installer la version nº ${version} : ${names}.`,
  and: (names, shown) => `${names} et ${shown} de plus`,
  behind: 'Appareils sans le mot de passe actuel',
  behindHint: 'Ils ont un ancien mot de passe, ou n’ont pas pu installer l’actuel.',
  waiting: 'Rotations en attente d’un appareil',
  waitingHint:
    'Elles reprennent quand l’appareil a le mot de passe actuel, ou après les jours prévus par la politique.',
};
