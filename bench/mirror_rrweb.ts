/** The peer in the mirror benchmark: rrweb's recorder and its live replayer, each as a page of the benchmark needs it. */
import { record } from "@rrweb/record";
import { Replayer } from "@rrweb/replay";

Object.assign(window, { rrwebRecord: record, RrwebReplayer: Replayer });
