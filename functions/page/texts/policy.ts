const daysEn = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
};

const daysFr: typeof daysEn = {
  monday: 'Lundi',
  tuesday: 'Mardi',
  wednesday: 'Mercredi',
  thursday: 'Jeudi',
  friday: 'Vendredi',
  saturday: 'Samedi',
  sunday: 'Dimanche',
};

export const policyEn = {
  pageLead: 'How passwords are made, whom they are for, and when they change',
  loading: 'Reading the policy…',
  title: 'Passwords and rotation',
  lead: 'Applies to new passwords. Issued passwords do not change.',
  passwords: 'Passwords',
  style: 'Style',
  styles: { characters: 'In one piece', groups: 'Four groups of four' },
  styleHint:
    'Groups are for typing by hand, such as k7mp-x3hd-9aqr-w4ze. Length and characters do not apply to them.',
  length: 'Length',
  lengthHint: '8 to 100 characters',
  alphabet: 'Characters to choose from',
  alphabetHint: 'At least 10 different characters, each once, no spaces.',
  retention: 'Hours to keep stored passwords',
  retentionHint:
    '0 to 8,760; 0 means until the next one. After that many hours the stored copy is destroyed. The password keeps working, but can only be rotated, not given out. Applies to passwords stored now, too.',
  rotation: 'Rotation',
  period: 'Days between two passwords',
  periodHint:
    '0 to 365; 0 means never. Each user’s interval varies by up to 10% to spread the load.',
  paused: 'Pause the scheduled rotation',
  pausedHint: 'Passwords can still be issued, read, rotated manually and revoked.',
  windowOn: 'Rotate only at certain hours',
  windowOnHint: 'Outside these hours, scheduled rotation waits. Manual rotation does not.',
  days: 'Days',
  dayNames: daysEn,
  from: 'From',
  to: 'To',
  windowHint:
    'An end time before the start time means the next day. The same time twice means 24 hours.',
  timeZone: 'Time zone',
  timeZoneHint: 'A name such as Europe/Paris',
  scope: 'Users in scope',
  orgUnits: 'Organisational units',
  orgUnitsHint: 'One per line, starting with /. Empty means all users.',
  autoIssue: 'Give a first password in these units',
  autoIssueHint:
    'One per line. Whoever appears there gets a password within about an hour, unless it was revoked before. Empty means nobody.',
  onDrift: 'Set a new password if somebody else changes it at Google',
  onDriftHint:
    'Otherwise such passwords are reported, and not given out until someone rotates them. Needs the optional scope for Google’s log.',
  holdForDevices: 'Days to wait for a device',
  holdForDevicesHint:
    '0 to 30; 0 means no wait. A scheduled rotation waits so long for a device that lacks the current password.',
  announceHours: 'Hours of notice before a rotation',
  announceHoursHint:
    '0 to 168; 0 means none. An event tells the service that sets up devices that the password will change.',
  failing: 'Failures',
  retries: 'Attempts per user',
  retriesHint:
    '1 to 20 in a row. After that, the user is parked: one attempt a week, or when you rotate the password manually.',
  proofs: 'Proofs at Secure LDAP',
  proveDays: 'Days between two proofs of a password',
  proveDaysHint:
    '0 to 90; 0 means never again. A new password is always proved. Only where Secure LDAP is connected.',
  proofWindowOn: 'Prove only at certain hours',
  proofWindowOnHint:
    'Outside these hours runs of proofs wait, also those you start. So they leave Google’s quota to Wi-Fi and VPN when people sign in.',
  selfService: 'Self-service',
  selfServiceOn: 'Let people see their own password',
  selfServiceOnHint:
    'On the page /me, only for those whom the deployment names (SELF_SERVICE_MEMBERS). Administrators never see theirs there.',
  ownRotations: 'New passwords that a person can make a day',
  ownRotationsHint: '0 to 20; 0 means none.',
  firstWave: 'First wave',
  firstWaveLead: 'A run starts with a few users. The others follow only if these succeed.',
  waveSize: 'Users in the first wave',
  waveSizeHint: '0 to 10,000; 0 means all users at once.',
  waveStop: 'Stop the run if the failure rate exceeds',
  waveStopHint: '0 to 100 per cent of the first wave. 0: stop if any user fails; 100: never stop.',
  save: 'Save the policy',
  saving: 'Saving…',
  saved: 'The policy is saved.',
  nobodyIn: (units: string): string =>
    `However, Google lists no users in ${units}. Check the spelling in the Admin console.`,
  check: 'Please check the marked fields.',
  faults: {
    length: 'Enter a whole number from 8 to 100.',
    periodDays: 'Enter a whole number from 0 to 365.',
    alphabet: 'Enter at least 10 different printable ASCII characters, each once, no spaces.',
    days: 'Choose at least one day.',
    from: 'Enter a time of day, such as 22:00.',
    to: 'Enter a time of day, such as 05:00.',
    timeZone: 'Enter a valid time zone, such as Europe/Paris.',
    style: 'Choose a style.',
    orgUnitPaths: 'Enter at most 100 units.',
    autoIssueOrgUnitPaths: 'Enter at most 100 units.',
    holdForDevices: 'Enter a whole number from 0 to 30.',
    announceHours: 'Enter a whole number from 0 to 168.',
    retentionHours: 'Enter a whole number from 0 to 8,760.',
    retryBudget: 'Enter a whole number from 1 to 20.',
    proveEveryDays: 'Enter a whole number from 0 to 90.',
    rotationsPerDay: 'Enter a whole number from 0 to 20.',
    firstWaveSize: 'Enter a whole number from 0 to 10,000.',
    stopAtFailedShare: 'Enter a number from 0 to 100.',
  },
  tooGuessable: (characters: string, shortest: string): string =>
    `Passwords of this length with only ${characters} different characters can be guessed. Enter a length of at least ${shortest}, or add characters.`,
  wrongUnit: (unit: string): string =>
    `“${unit}” is not the path of a unit. A path starts with / and has at most 1,000 characters.`,
};

export const policyFr: typeof policyEn = {
  pageLead: 'Comment les mots de passe sont créés, à qui ils sont destinés et quand ils changent',
  loading: 'Lecture de la politique…',
  title: 'Mots de passe et rotation',
  lead: 'S’applique aux nouveaux mots de passe. Les mots de passe déjà émis ne changent pas.',
  passwords: 'Mots de passe',
  style: 'Forme',
  styles: { characters: 'D’un seul tenant', groups: 'Quatre groupes de quatre' },
  styleHint:
    'Les groupes sont destinés à la saisie à la main, par exemple k7mp-x3hd-9aqr-w4ze. La longueur et les caractères ne s’y appliquent pas.',
  length: 'Longueur',
  lengthHint: 'De 8 à 100 caractères',
  alphabet: 'Caractères à utiliser',
  alphabetHint: 'Au moins 10 caractères différents, chacun une seule fois, sans espace.',
  retention: 'Conservation des mots de passe, en heures',
  retentionHint:
    'De 0 à 8 760 ; 0 signifie jusqu’au suivant. Passé ce délai, la copie conservée est détruite. Le mot de passe fonctionne toujours, mais il peut seulement être renouvelé, et n’est plus communiqué. S’applique aussi aux mots de passe déjà conservés.',
  rotation: 'Rotation',
  period: 'Jours entre deux mots de passe',
  periodHint:
    'De 0 à 365 ; 0 signifie jamais. L’intervalle de chaque utilisateur varie de 10 % au plus, afin de répartir la charge.',
  paused: 'Suspendre la rotation programmée',
  pausedHint:
    'Les mots de passe peuvent toujours être émis, lus, renouvelés manuellement et révoqués.',
  windowOn: 'Ne renouveler qu’à certaines heures',
  windowOnHint:
    'En dehors de ces heures, la rotation programmée attend. La rotation manuelle n’attend pas.',
  days: 'Jours',
  dayNames: daysFr,
  from: 'De',
  to: 'À',
  windowHint:
    'Une heure de fin antérieure à l’heure de début désigne le lendemain. Deux heures identiques désignent 24 heures.',
  timeZone: 'Fuseau horaire',
  timeZoneHint: 'Un nom, par exemple Europe/Paris',
  scope: 'Utilisateurs concernés',
  orgUnits: 'Unités organisationnelles',
  orgUnitsHint: 'Une par ligne, commençant par /. Vide signifie tous les utilisateurs.',
  autoIssue: 'Attribuer un premier mot de passe dans ces unités',
  autoIssueHint:
    'Une par ligne. Quiconque y apparaît reçoit un mot de passe dans l’heure environ, sauf si le sien a été révoqué. Vide signifie personne.',
  onDrift: 'Définir un nouveau mot de passe si quelqu’un d’autre le modifie chez Google',
  onDriftHint:
    'Sinon, ces mots de passe sont signalés et ne sont pas communiqués avant leur renouvellement. Le champ d’application facultatif du journal de Google est nécessaire.',
  holdForDevices: 'Jours d’attente d’un appareil',
  holdForDevicesHint:
    'De 0 à 30 ; 0 signifie aucune attente. La rotation programmée attend ce temps un appareil qui n’a pas le mot de passe actuel.',
  announceHours: 'Préavis d’une rotation, en heures',
  announceHoursHint:
    'De 0 à 168 ; 0 signifie aucun. Un événement annonce au service qui configure les appareils que le mot de passe va changer.',
  failing: 'Échecs',
  retries: 'Tentatives par utilisateur',
  retriesHint:
    'De 1 à 20 de suite. Ensuite, l’utilisateur est mis de côté : une tentative par semaine, ou lorsque vous renouvelez le mot de passe manuellement.',
  proofs: 'Contrôles par le LDAP sécurisé',
  proveDays: 'Jours entre deux contrôles d’un mot de passe',
  proveDaysHint:
    'De 0 à 90 ; 0 signifie jamais de nouveau. Un nouveau mot de passe est toujours contrôlé. Uniquement si le LDAP sécurisé est connecté.',
  proofWindowOn: 'Ne contrôler qu’à certaines heures',
  proofWindowOnHint:
    'En dehors de ces heures, les opérations de contrôle attendent, même celles que vous lancez. Elles laissent ainsi le quota de Google au Wi-Fi et au VPN quand les utilisateurs se connectent.',
  selfService: 'Libre-service',
  selfServiceOn: 'Permettre à chacun de voir son propre mot de passe',
  selfServiceOnHint:
    'Sur la page /me, uniquement pour les personnes que le déploiement nomme (SELF_SERVICE_MEMBERS). Les administrateurs n’y voient jamais le leur.',
  ownRotations: 'Nouveaux mots de passe que chacun peut créer par jour',
  ownRotationsHint: 'De 0 à 20 ; 0 signifie aucun.',
  firstWave: 'Première vague',
  firstWaveLead:
    'Une opération commence par quelques utilisateurs. Les autres ne suivent que si ceux-ci réussissent.',
  waveSize: 'Utilisateurs dans la première vague',
  waveSizeHint: 'De 0 à 10 000 ; 0 signifie tous les utilisateurs à la fois.',
  waveStop: 'Arrêter l’opération si le taux d’échec dépasse',
  waveStopHint:
    'De 0 à 100 pour cent de la première vague. 0 : arrêter si un seul utilisateur échoue ; 100 : ne jamais arrêter.',
  save: 'Enregistrer la politique',
  saving: 'Enregistrement…',
  saved: 'La politique est enregistrée.',
  nobodyIn: (units: string): string =>
    `Cependant, Google n’indique aucun utilisateur dans ${units}. Vérifiez l’orthographe dans la console d’administration.`,
  check: 'Veuillez vérifier les champs signalés.',
  faults: {
    length: 'Saisissez un nombre entier de 8 à 100.',
    periodDays: 'Saisissez un nombre entier de 0 à 365.',
    alphabet:
      'Saisissez au moins 10 caractères ASCII imprimables différents, chacun une seule fois, sans espace.',
    days: 'Choisissez au moins un jour.',
    from: 'Saisissez une heure, par exemple 22:00.',
    to: 'Saisissez une heure, par exemple 05:00.',
    timeZone: 'Saisissez un fuseau horaire valide, par exemple Europe/Paris.',
    style: 'Choisissez une forme.',
    orgUnitPaths: 'Saisissez 100 unités au maximum.',
    autoIssueOrgUnitPaths: 'Saisissez 100 unités au maximum.',
    holdForDevices: 'Saisissez un nombre entier de 0 à 30.',
    announceHours: 'Saisissez un nombre entier de 0 à 168.',
    retentionHours: 'Saisissez un nombre entier de 0 à 8 760.',
    retryBudget: 'Saisissez un nombre entier de 1 à 20.',
    proveEveryDays: 'Saisissez un nombre entier de 0 à 90.',
    rotationsPerDay: 'Saisissez un nombre entier de 0 à 20.',
    firstWaveSize: 'Saisissez un nombre entier de 0 à 10 000.',
    stopAtFailedShare: 'Saisissez un nombre de 0 à 100.',
  },
  tooGuessable: (characters: string, shortest: string): string =>
    `Les mots de passe de cette longueur avec seulement ${characters} caractères différents peuvent être devinés. Saisissez une longueur d’au moins ${shortest}, ou ajoutez des caractères.`,
  wrongUnit: (unit: string): string =>
    `« ${unit} » n’est pas le chemin d’une unité. Un chemin commence par / et compte 1 000 caractères au maximum.`,
};
