/** Another process has the lock, and was waited for in vain, or no longer. The engine is loaded when there is an error. */
export async function isLockError(error: unknown): Promise<boolean> {
  const { EngineError } = await import('../../engine/index.ts');
  return error instanceof EngineError && (error.code === 'locked' || error.code === 'aborted');
}
