/** Leaves out what is no behaviour: descriptions, reasons why an event is ignored, messages for developers, types. */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const NOTES = new Set(['ignored', 'ignoredReason']);

/** @typedef {{ type: string, key?: { name?: string }, callee?: { name?: string } }} Node of Babel */

const words = {
	/** @param {{ node?: Node, parent?: Node }} path */
	shouldIgnore({ node, parent }) {
		if (node?.type === 'ObjectProperty' && node.key?.name === 'description') return 'It says what a state is for.';
		if (node?.type === 'ObjectProperty' && node.key?.name === 'types') return 'It is for the compiler.';
		if (node?.type === 'StringLiteral' && parent?.type === 'NewExpression') return 'It says what a developer forgot.';
		if (node?.type === 'StringLiteral' && parent?.type === 'CallExpression' && NOTES.has(parent.callee?.name ?? ''))
			return 'It says why an event is ignored.';
		return undefined;
	}
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'words', words)];
