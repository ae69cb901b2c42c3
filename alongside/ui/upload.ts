/** Uploading a picture for a conversation: the same for a shopper and for those who look along, but for who they say they are. */
import type { Picture } from "../wire/talk";

export const PICTURES = "image/png,image/jpeg,image/webp,image/gif";

/** Rejects when the picture is refused or there is no connection. */
export async function uploadPicture(
  address: string,
  file: Blob,
  headers: Record<string, string>,
): Promise<Picture> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { ...headers, "Content-Type": file.type || "application/octet-stream" },
    body: file,
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()) as Picture;
}

/** The picture among what was pasted or dropped. */
export const pictureIn = (data: DataTransfer | null): File | undefined =>
  [...(data?.files ?? [])].find((file) => PICTURES.split(",").includes(file.type));
