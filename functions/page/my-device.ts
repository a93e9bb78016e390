/** The kinds of devices that a person can give a file to, in the order of how many people have one. */
export const DEVICES_WITH_FILES = ['apple', 'chromeos', 'networkmanager', 'linux'] as const;
export type DeviceWithFile = (typeof DEVICES_WITH_FILES)[number];

/**
 * What a page is opened on. `by-hand`: there is no file for people that sets up a network there (Android,
 * Windows).
 */
export type MyDevice = DeviceWithFile | 'by-hand';

/** The device, by the browser's `navigator.userAgent`. A browser that tells none of these is taken by hand. */
export function myDevice(userAgent: string): MyDevice {
  if (/iPhone|iPad|iPod|Macintosh/.test(userAgent)) return 'apple';
  if (/\bCrOS\b/.test(userAgent)) return 'chromeos';
  if (userAgent.includes('Android')) return 'by-hand';
  return userAgent.includes('Linux') ? 'networkmanager' : 'by-hand';
}
