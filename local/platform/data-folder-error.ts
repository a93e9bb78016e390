/**
 * The data folder can't be used. The message tells the person who started the program what is wrong and what
 * to do.
 */
export class DataFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataFolderError';
  }
}
