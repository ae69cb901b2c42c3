/** Turning the link's token into a place in the session, and a place into tickets. */
import type { Role } from "../../../alongside/wire/messages";
import { Unreachable, call } from "../viewer/api";
import { waitBefore } from "../viewer/close_codes";
import { keepPlace, keptPlace } from "../viewer/keep";

export interface Joined {
  session: string;
  ticket: string;
  place: string;
  role: Role;
  name: string;
}

/** Throws ApiError when the link is no good and Unreachable when the server cannot be asked. An empty name is the server's to choose. */
export async function redeem(token: string, name: string): Promise<Joined> {
  const place = keptPlace(token);
  const body = { token, ...(name && { name }), ...(place && { place }) };
  const joined = await call<Joined>("POST", "/api/v1/join", body);
  keepPlace(token, joined.place);
  return joined;
}

/** A ticket under another name. */
export async function rename(token: string, name: string): Promise<string> {
  return (await redeem(token, name)).ticket;
}

/** As `redeem`, but tries on while the server cannot be asked; `waiting` is told of every failed try. */
export async function redeemPatiently(token: string, name: string, waiting: () => void): Promise<Joined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await redeem(token, name);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      waiting();
    }
    const wait = waitBefore(attempt, Math.random());
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
