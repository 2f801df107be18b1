/** Icons of Lucide (ISC, see `icons/LICENSE`). They are drawn as masks: no script, and the colour of the text. */
export type IconName =
	| 'chat'
	| 'close'
	| 'copy'
	| 'link'
	| 'mic'
	| 'mic-off'
	| 'more'
	| 'screen'
	| 'send'
	| 'share'
	| 'switch'
	| 'switch-camera'
	| 'video'
	| 'video-off';
