/** The data folder can't be used as it is. The message is for the person who started the program: what is wrong and what to do. */
export class DataFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataFolderError';
  }
}
