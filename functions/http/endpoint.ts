import { type z } from 'zod';
import { type ProblemCode } from '../api/problem';
import { type Answered } from '../api/wire';
import { type Caller } from './caller';
import { type Problem } from './problem';

/**
 * Who may call: anyone, any verified caller, a member of self-service about themselves, either page role, or
 * System Management only.
 */
export type Access = 'open' | 'service' | 'person' | 'viewer' | 'manager';

/** A successful answer. `json` is serialised as the body. `content` is for other media types. */
export type Answer = {
  readonly status: 200 | 201 | 202 | 204;
  readonly json?: unknown;
  readonly content?: { readonly mediaType: string; readonly data: string | Buffer };
  readonly headers?: Readonly<Record<string, string>>;
};

/** A problem as a page for a person, instead of the problem document. The status does not change. */
export type ShownProblem = Required<Pick<Answer, 'content' | 'headers'>>;

/**
 * What is known about a request that ended in a problem. `caller` is set only after a gate has verified the
 * caller.
 */
export type RefusedRequest = {
  readonly caller?: Caller;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly requestId: string;
};

/** What an endpoint returns. Expected failures are problems, not exceptions. */
export type Result = Answer | Problem;

/**
 * A request that passed the edge: the caller is known, and the schemas have validated parameters and body.
 */
export type EndpointRequest<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  /** The value of a header, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /**
   * To be called with the ID of the user that the call is about, once it is known. The request's log line
   * then contains it.
   */
  readonly about: (userId: string) => void;
  readonly requestId: string;
};

/** One documented answer: JSON by `schema`, text of `mediaTypes`, or neither. */
export type DocumentedAnswer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaTypes?: readonly string[];
  /** Headers that matter to the caller: name to description. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Keyed by status. */
type DocumentedAnswers = Readonly<Partial<Record<Answer['status'], DocumentedAnswer>>>;

type Content = Required<Pick<Answer, 'content'>>;

/**
 * The content of an answer with this documentation: JSON by the schema, content of the media types, or
 * nothing. Any content if the schema is known only at run time.
 */
type Holding<Documented> = Documented extends { readonly schema: infer Schema extends z.ZodType }
  ? | { readonly json: Answered<Schema> }
    | (Documented extends { readonly mediaTypes: readonly string[] } ? Content : never)
  : 'schema' extends keyof Documented
    ? Pick<Answer, 'json' | 'content'>
    : Documented extends { readonly mediaTypes: readonly string[] }
      ? Content
      : { readonly json?: never; readonly content?: never };

/** What a call may answer according to its documentation. This keeps schema and answer in step. */
type AnswerOf<Answers extends DocumentedAnswers> = DocumentedAnswers extends Answers
  ? Answer
  : {
      [Status in keyof Answers]: Answer & { readonly status: Status } & Holding<Answers[Status]>;
    }[keyof Answers];

/** One call of the API, as data. The router, the edge and the OpenAPI document use it. */
export type Endpoint<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Answers extends DocumentedAnswers = DocumentedAnswers,
> = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** A template such as `/v1/users/{userKey}/password`. Each `{name}` is one decoded segment. */
  readonly path: string;
  readonly summary: string;
  /**
   * The call's name in generated clients: unique, never changed. A call without one is not in the document.
   */
  readonly operationId?: string;
  /** Set for the former name of another call. */
  readonly deprecated?: true;
  readonly access: Access;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: {
    readonly mediaType: string;
    readonly schema: z.ZodType<Body>;
    /** A larger body is refused without being read. */
    readonly maxBytes: number;
    /** Whether the body may be omitted. It is then `undefined`. */
    readonly optional?: boolean;
  };
  /** Headers that matter to this call, for the document. */
  readonly requestHeaders?: readonly { readonly name: string; readonly description: string }[];
  readonly answers: Answers;
  /** The problems it can return besides those of the edge. A test compares them. */
  readonly problems: readonly ProblemCode[];
  /** For a page that people read: how it shows a problem. `undefined` shows the problem document. */
  readonly showProblem?: (problem: Problem, request: RefusedRequest) => ShownProblem | undefined;
  handle(request: EndpointRequest<Params, Query, Body>): Promise<AnswerOf<Answers> | Problem>;
};

/** Lets TypeScript infer the types of parameters, body and answers from the schemas. */
export const endpoint = <
  Answers extends DocumentedAnswers,
  Params = undefined,
  Query = undefined,
  Body = undefined,
>(
  definition: Endpoint<Params, Query, Body, Answers>,
): Endpoint => definition as Endpoint;

export const isProblem = (result: Result): result is Problem => 'code' in result;
