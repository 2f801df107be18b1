/** The canvas fits its view with `Promise.withResolvers`, which came with Chrome 119, Firefox 121 and Safari 17.4: https://caniuse.com/mdn-javascript_builtins_promise_withresolvers */
type Resolvers = { promise: Promise<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void };

function withResolvers(): Resolvers {
	let resolve!: Resolvers['resolve'];
	let reject!: Resolvers['reject'];
	const promise = new Promise<unknown>((...both) => ([resolve, reject] = both));
	return { promise, resolve, reject };
}

if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
