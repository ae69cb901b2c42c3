/** A drawn sign of 24 × 24, decoration only; how large and in what line is a matter of its place. */
export function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
