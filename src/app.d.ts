declare global {
	namespace App {}

	interface ImportMetaEnv {
		/** `src/vite/messages.ts` */
		readonly TEXT_FILES?: Readonly<Record<string, string>>;
	}
}

export {};
