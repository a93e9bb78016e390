import { type Policy } from '../domain/configuration/policy';
import { type LinkId, type LinkState } from '../domain/configuration/verification';

/** The answer of `GET /v1/configuration`, as the page reads it; times are RFC 3339. */
export type ConfigurationJson = {
  readonly configured: boolean;
  readonly adminUsername?: string | undefined;
  /** Google's id of the connected Workspace, once a verification has found it out. */
  readonly customerId?: string | undefined;
  readonly credential?: CredentialJson | undefined;
  readonly verification?: VerificationJson | undefined;
  /** Passwords that are neither told nor changed: of others, or of any while it is not known which one is connected. */
  readonly otherWorkspaces?: readonly OtherWorkspaceJson[] | undefined;
  readonly policy: Policy;
  readonly updatedAt?: string | undefined;
  readonly updatedBy?: string | undefined;
  readonly revision: number;
  /** Of a policy that was just saved: units in which Google lists nobody. */
  readonly unitsWithoutUsers?: readonly string[] | undefined;
};

export type OtherWorkspaceJson = { readonly customerId: string; readonly passwords: number };

export type CredentialJson =
  | {
      readonly kind: 'key';
      readonly clientId: string;
      readonly clientEmail: string;
      readonly projectId: string;
      readonly keyId: string;
      readonly uploadedAt: string;
    }
  | { readonly kind: 'keyless'; readonly serviceAccount: string; readonly clientId: string };

export type VerificationJson = {
  readonly state: 'ok' | 'failing' | 'waiting';
  readonly checkedAt: string;
  readonly links: readonly LinkJson[];
};

/** Whether a check found that nothing can be rotated; `waiting` for Google holds it up all the same. */
export const isHeldUp = ({ verification }: Pick<ConfigurationJson, 'verification'>): boolean =>
  verification !== undefined && verification.state !== 'ok';

export type LinkJson = {
  readonly id: LinkId;
  readonly state: LinkState;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly fix?: string | undefined;
  readonly url?: string | undefined;
};
