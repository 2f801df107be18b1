/** The sizes in which a picture is sent, by the lines of its shorter side. 0: none is. */
export const VIDEO_HEIGHTS = [0, 90, 180, 360, 540, 720, 1_080] as const;
export type VideoHeight = (typeof VIDEO_HEIGHTS)[number];
