/**
 * onnxruntime, from 1.29 on, tells Microsoft of every session (a number for the machine, the program's path, hashes of the
 * model) and keeps in ~/.cache what it could not send, unless told not to before its first session. Imported by whoever opens
 * a session or starts a thread that does: what a thread sets in its own environment, native code does not see.
 */
// biome-ignore lint/style/noProcessEnv: config.ts reads it, and this is for native code.
process.env.ORT_DISABLE_TELEMETRY = '1';
