/** A call of the simulated Google's control API. */
export type ControlCall = {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
};

export const put = (path: string, body: unknown): ControlCall => ({ method: 'PUT', path, body });
export const reset = (path: string): ControlCall => ({ method: 'DELETE', path });

/** Rejects unless the simulated Google accepts the change. */
export async function control({ method, path, body }: ControlCall): Promise<void> {
  const response = await fetch(`/google/control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The simulated Google answered ${response.status}`);
}
