import { type DeviceWithFile } from '../my-device';

type DeviceTexts = {
  readonly name: string;
  /** What to do with the file. */
  readonly then: string;
};

const devicesEn: Record<DeviceWithFile, DeviceTexts> = {
  apple: {
    name: 'iPhone, iPad or Mac',
    then: 'Allow the profile. Then open Settings: “Profile Downloaded” is at the top. On a Mac, open the file, then look in System Settings under General › Device Management.',
  },
  chromeos: {
    name: 'Chromebook',
    then: 'Open a new tab at chrome://network, choose “Import ONC File”, and choose the file.',
  },
  networkmanager: {
    name: 'Linux with NetworkManager',
    then: 'Move the file to /etc/NetworkManager/system-connections, for root only (chmod 600), then run: nmcli connection reload.',
  },
  linux: {
    name: 'Linux with wpa_supplicant',
    then: 'In wpa_supplicant.conf, take out what an earlier file brought, add the text of this one at the end, then restart wpa_supplicant.',
  },
};

const devicesFr: typeof devicesEn = {
  apple: {
    name: 'iPhone, iPad ou Mac',
    then: 'Autorisez le profil. Ouvrez ensuite Réglages : « Profil téléchargé » se trouve tout en haut. Sur un Mac, ouvrez le fichier, puis Réglages Système, sous Général › Gestion de l’appareil.',
  },
  chromeos: {
    name: 'Chromebook',
    then: 'Ouvrez un nouvel onglet à l’adresse chrome://network, choisissez « Importer un fichier ONC », puis le fichier.',
  },
  networkmanager: {
    name: 'Linux avec NetworkManager',
    then: 'Placez le fichier dans /etc/NetworkManager/system-connections, pour root uniquement (chmod 600), puis lancez : nmcli connection reload.',
  },
  linux: {
    name: 'Linux avec wpa_supplicant',
    then: 'Dans wpa_supplicant.conf, supprimez ce qu’un fichier précédent a apporté, ajoutez le texte de celui-ci à la fin, puis redémarrez wpa_supplicant.',
  },
};

export const meDevicesEn = {
  title: 'Add the Wi‑Fi to this device',
  network: 'Wi-Fi network',
  addTo: (ssid: string) => `Add “${ssid}”`,
  networkGone: 'This network is no longer offered.',
  byHand: (ssid: string) =>
    `On this device, choose “${ssid}” in the Wi-Fi settings and enter: EAP method TTLS, inner authentication PAP, then your user name and password. Ask your IT support which certificate and which domain to enter.`,
  others: 'Another device',
  devices: devicesEn,
  delete: 'The file holds your password. Delete it once the device is connected.',
};

export const meDevicesFr: typeof meDevicesEn = {
  title: 'Ajouter le Wi‑Fi à cet appareil',
  network: 'Réseau Wi-Fi',
  addTo: (ssid: string) => `Ajouter « ${ssid} »`,
  networkGone: 'Ce réseau n’est plus proposé.',
  byHand: (ssid: string) =>
    `Sur cet appareil, choisissez « ${ssid} » dans les réglages Wi-Fi et saisissez : méthode EAP TTLS, authentification interne PAP, puis votre nom d’utilisateur et votre mot de passe. Demandez au service informatique quel certificat et quel domaine indiquer.`,
  others: 'Un autre appareil',
  devices: devicesFr,
  delete: 'Le fichier contient votre mot de passe. Supprimez-le une fois l’appareil connecté.',
};
