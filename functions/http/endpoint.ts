import { type z } from 'zod';
import { type ProblemCode } from '../api/problem';
import { type Answered } from '../api/wire';
import { type Caller } from './caller';
import { type Problem } from './problem';

/** Who may call: any verified caller, either page role, System Management only, or nobody in particular. */
export type Access = 'open' | 'service' | 'viewer' | 'manager';

/** A successful answer. `json` becomes the body as it is; `content` is for other media types. */
export type Answer = {
  readonly status: 200 | 201 | 202 | 204;
  readonly json?: unknown;
  readonly content?: { readonly mediaType: string; readonly data: string | Buffer };
  readonly headers?: Readonly<Record<string, string>>;
};

/** A problem as a person is shown it, in place of the problem document; the status stays. */
export type ShownProblem = Required<Pick<Answer, 'content' | 'headers'>>;

/** What is known of a request that met a problem; `caller` only once a gate has vouched for it. */
export type RefusedRequest = {
  readonly caller?: Caller;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly requestId: string;
};

/** What an endpoint answers: expected failures are problems, not exceptions. */
export type Result = Answer | Problem;

/** A request that passed the edge: caller known, parameters and body checked by the schemas. */
export type EndpointRequest<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  /** A header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Told the id of the user that the call is about, once that is known: for the line of the request. */
  readonly about: (userId: string) => void;
  readonly requestId: string;
};

/** One documented answer: JSON by `schema`, text of `mediaTypes`, or neither. */
export type DocumentedAnswer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaTypes?: readonly string[];
  /** Headers that mean something to the caller: name to description. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** By status. */
type DocumentedAnswers = Readonly<Partial<Record<Answer['status'], DocumentedAnswer>>>;

type Content = Required<Pick<Answer, 'content'>>;

/**
 * What stands in an answer that is documented so: JSON as the schema has it, content of the media types, or
 * nothing; anything, where only the running program knows the schema.
 */
type Holding<Documented> = Documented extends { readonly schema: infer Schema extends z.ZodType }
  ? | { readonly json: Answered<Schema> }
    | (Documented extends { readonly mediaTypes: readonly string[] } ? Content : never)
  : 'schema' extends keyof Documented
    ? Pick<Answer, 'json' | 'content'>
    : Documented extends { readonly mediaTypes: readonly string[] }
      ? Content
      : { readonly json?: never; readonly content?: never };

/** What a call may answer by its own documentation, so that schema and answer can't part. */
type AnswerOf<Answers extends DocumentedAnswers> = DocumentedAnswers extends Answers
  ? Answer
  : {
      [Status in keyof Answers]: Answer & { readonly status: Status } & Holding<Answers[Status]>;
    }[keyof Answers];

/** One call of the API, as data: the router, the edge and the OpenAPI document all read it. */
export type Endpoint<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Answers extends DocumentedAnswers = DocumentedAnswers,
> = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** A template such as `/v1/users/{userKey}/password`; each `{name}` is one segment, decoded. */
  readonly path: string;
  readonly summary: string;
  /** The call's name in generated clients: unique, never changed. Absent: the call is not in the document. */
  readonly operationId?: string;
  /** A former name of another call. */
  readonly deprecated?: true;
  readonly access: Access;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: {
    readonly mediaType: string;
    readonly schema: z.ZodType<Body>;
    /** A larger body is refused unread. */
    readonly maxBytes: number;
    /** Whether the body may be left out; it is then `undefined`. */
    readonly optional?: boolean;
  };
  /** Headers that mean something to this call, for the document. */
  readonly requestHeaders?: readonly { readonly name: string; readonly description: string }[];
  readonly answers: Answers;
  /** The problems it can give beside those of the edge; a test compares. */
  readonly problems: readonly ProblemCode[];
  /** For a page, which people read: how it shows a problem; undefined for the problem document. */
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
