/** Icons of Lucide (ISC, see `icons/LICENSE`). They are drawn as masks: no script, and the colour of the text. */
export type IconName =
	| 'copy'
	| 'link'
	| 'mic'
	| 'mic-off'
	| 'more'
	| 'screen'
	| 'share'
	| 'switch'
	| 'switch-camera'
	| 'video'
	| 'video-off';
