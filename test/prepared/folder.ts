/** The variable that tells the run's workers the folder. */
export const PREPARED = 'TEST_PREPARED_FOLDER';

/** The run's folder. Throws in a project whose `globalSetup` is not `prepare.ts`. */
export function preparedFolder(): string {
  const folder = process.env[PREPARED];
  if (folder === undefined) throw new Error('jest.config.js prepares nothing for this project');
  return folder;
}
