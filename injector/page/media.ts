/** The bundle media.js: tells the capture that brought it in how to look after the media of a frame, and how to reckon digests. */
import { hooksOf } from "./capture/hooks";
import { FrameDigests } from "./media/digests";
import { FrameMedia } from "./media/frame_media";

const hooks = hooksOf(window);
if (hooks) {
  hooks.media = (scope, own) => new FrameMedia(scope, own);
  hooks.digests = (frame) => new FrameDigests(frame);
}
