// Backups as read-only documents: `vscode.open` and `vscode.diff` work on them like on any file.
import * as vscode from 'vscode';
import { schemes } from '../ids.ts';
import { backupPlaceOf } from '../workspace/base/backupUri.ts';
import type { WorkspaceService } from '../workspace/workspaceService.ts';

export function registerBackupFileSystem(service: WorkspaceService): vscode.Disposable {
  const isReadonly = new vscode.MarkdownString(
    vscode.l10n.t('This is a read-only backup. Restore it from the Backups view.'),
  );
  return vscode.workspace.registerFileSystemProvider(schemes.backup, new BackupFileSystem(service), {
    isReadonly,
    isCaseSensitive: true,
  });
}

class BackupFileSystem implements vscode.FileSystemProvider {
  readonly #service: WorkspaceService;
  readonly #never = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** A backup does not change. */
  readonly onDidChangeFile = this.#never.event;

  constructor(service: WorkspaceService) {
    this.#service = service;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length } = await this.readFile(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const place = backupPlaceOf(uri);
    if (!place) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return await (await this.#service.reader(place.folder)).readBackup(place.id, place.path);
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(error instanceof Error ? error.message : String(error));
    }
  }

  readDirectory(): never {
    throw vscode.FileSystemError.Unavailable();
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}
