import { type Directory } from '../../ports/directory';
import { type Configuration } from './configuration';

/**
 * Whether Google's directory shows somebody whom the connection can surely see: its administrator; without
 * delegation, any user. Tells one user's trouble from everybody's where no other user was answered.
 */
export async function isAnswered({ directory, configuration }: Asked): Promise<boolean> {
  const admin = configuration.connection?.adminUsername;
  const answer = await (admin === undefined
    ? directory.listUsers({ limit: 1 })
    : directory.findUser(admin));
  return answer.kind === 'ok';
}

type Asked = {
  readonly directory: Pick<Directory, 'findUser' | 'listUsers'>;
  readonly configuration: Pick<Configuration, 'connection'>;
};
