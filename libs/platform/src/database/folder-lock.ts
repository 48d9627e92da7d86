import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseStartError } from './database-start-error.js';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the folder for this process alone. The lock is the kernel's, on an open file, so it ends
 * with the process however that ends: no stale lock to guess about, none left by `kill -9`.
 * The process id in the file is only for the message.
 * @throws DatabaseStartError `folder_in_use` or `folder_unusable`
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(path, 'a+', 0o600);
    // Loaded here because only the embedded engine needs the native module.
    const { tryLock, unlock } = await import('fs-native-extensions');
    if (!tryLock(file.fd)) {
      await file.close();
      const processId = (await readFile(path, 'utf8')).trim();
      throw new DatabaseStartError(
        'folder_in_use',
        `The data folder is in use by another Layad process${processId ? ` (${processId})` : ''}; stop it first or choose another folder.`,
      );
    }
    await file.truncate(0);
    await file.write(`${process.pid}\n`);
    return {
      release: async () => {
        unlock(file.fd);
        await file.close();
      },
    };
  } catch (error) {
    if (error instanceof DatabaseStartError) throw error;
    throw new DatabaseStartError(
      'folder_unusable',
      `The data folder cannot be used: ${(error as { code?: string }).code ?? String(error)}.`,
    );
  }
}
