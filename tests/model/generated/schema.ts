/** The schemas of `src/lib/api` as JSON Schema, for `docs/http.openapi.json`, and as types, for `docs/socket.md`. */
import type * as v from 'valibot';
import { FAILURE_CODES } from '../../../machines/failure';

export type Json = Readonly<Record<string, unknown>>;

/** What the schemas are made of: each kind of valibot's that they use. A kind that is not here fails. */
type Part =
	| v.StrictObjectSchema<v.ObjectEntries, undefined>
	| v.ObjectSchema<v.ObjectEntries, undefined>
	| v.LooseObjectSchema<v.ObjectEntries, undefined>
	| v.StringSchema<undefined>
	| v.NumberSchema<undefined>
	| v.BooleanSchema<undefined>
	| v.ArraySchema<v.GenericSchema, undefined>
	| v.PicklistSchema<string[], undefined>
	| v.LiteralSchema<string, undefined>
	| v.NullableSchema<v.GenericSchema, undefined>
	| v.OptionalSchema<v.GenericSchema, undefined>
	| v.ExactOptionalSchema<v.GenericSchema, undefined>
	| v.UnionSchema<v.GenericSchema[], undefined>
	| v.VariantSchema<string, v.VariantOptions<string>, undefined>
	| v.CustomSchema<string, undefined>;

/** A limit that a pipe sets, such as a length. */
type Limit = { readonly type: string; readonly requirement?: unknown };

const partOf = (schema: v.GenericSchema) => schema as unknown as Part;
const isOptional = ({ type }: v.GenericSchema) => type === 'optional' || type === 'exact_optional';
const unknownKind = (part: never): never => {
	throw new Error(`tests/model/generated/schema.ts has no ${(part as Part).type}`);
};

/** The limits of a schema. Those that only a function knows (`check`) and changes (`transform`) are left out. */
function limitsOf(schema: v.GenericSchema): Limit[] {
	const pipe = 'pipe' in schema ? (schema.pipe as readonly (Limit & { kind: string })[]) : [];
	return pipe.filter(({ kind, type }) => kind === 'validation' && type !== 'check');
}

const LIMITS: Readonly<Record<string, (requirement: unknown) => Json>> = {
	regex: (pattern) => ({ pattern: (pattern as RegExp).source }),
	min_length: (minLength) => ({ minLength }),
	max_length: (maxLength) => ({ maxLength }),
	min_value: (minimum) => ({ minimum }),
	safe_integer: () => ({ type: 'integer' })
};

function limited(schema: v.GenericSchema): Json {
	const found = limitsOf(schema).map(({ type, requirement }) => {
		const limit = LIMITS[type];
		if (!limit) throw new Error(`tests/model/generated/schema.ts has no ${type}`);
		return limit(requirement);
	});
	return Object.assign({}, ...found) as Json;
}

export function jsonSchema(schema: v.GenericSchema): Json {
	const part = partOf(schema);
	switch (part.type) {
		case 'object':
		case 'loose_object':
		case 'strict_object': {
			const entries = Object.entries(part.entries) as [string, v.GenericSchema][];
			const required = entries.filter(([, entry]) => !isOptional(entry)).map(([name]) => name);
			const properties = Object.fromEntries(entries.map(([name, entry]) => [name, jsonSchema(entry)]));
			return { type: 'object', properties, required, additionalProperties: part.type !== 'strict_object' };
		}
		case 'string':
		case 'number':
		case 'boolean':
			return { type: part.type, ...limited(schema) };
		case 'array':
			return { type: 'array', items: jsonSchema(part.item) };
		case 'picklist':
			return {
				...(part.options.every((option) => typeof option === 'string') && { type: 'string' }),
				enum: part.options
			};
		case 'literal':
			return { const: part.literal };
		case 'nullable':
			return { anyOf: [jsonSchema(part.wrapped), { type: 'null' }] };
		case 'optional':
		case 'exact_optional':
			return jsonSchema(part.wrapped);
		case 'union':
			return { anyOf: part.options.map(jsonSchema) };
		case 'variant':
			return { oneOf: part.options.map((option) => jsonSchema(option as v.GenericSchema)) };
		case 'custom':
			return { type: 'string', enum: FAILURE_CODES };
		default:
			return unknownKind(part);
	}
}

/** In words of TypeScript; `names` has those that a schema goes by. */
export function typeText(schema: v.GenericSchema, names: ReadonlyMap<string, string>): string {
	const name = names.get(keyOf(schema));
	if (name !== undefined) return name;
	const part = partOf(schema);
	switch (part.type) {
		case 'loose_object':
			return 'object';
		case 'object':
		case 'strict_object': {
			const entries = Object.entries(part.entries) as [string, v.GenericSchema][];
			const mark = (entry: v.GenericSchema) => (isOptional(entry) ? '?' : '');
			return `{ ${entries.map(([key, entry]) => `${key}${mark(entry)}: ${typeText(entry, names)}`).join(', ')} }`;
		}
		case 'string':
		case 'number':
		case 'boolean':
			return part.type;
		case 'array':
			return `${typeText(part.item, names)}[]`;
		case 'picklist':
			return part.options.map((option) => (typeof option === 'string' ? `'${option}'` : String(option))).join(' | ');
		case 'literal':
			return `'${part.literal}'`;
		case 'nullable':
			return `${typeText(part.wrapped, names)} | null`;
		case 'optional':
		case 'exact_optional':
			return typeText(part.wrapped, names);
		case 'union':
			return part.options.map((option) => typeText(option, names)).join(' | ');
		case 'variant':
			return part.options.map((option) => typeText(option as v.GenericSchema, names)).join(' | ');
		case 'custom':
			return 'FailureCode';
		default:
			return unknownKind(part);
	}
}

/** The same for schemas of the same contents. */
export const keyOf = (schema: v.GenericSchema): string => JSON.stringify(jsonSchema(schema));
