// Why the disk refuses a call, as half a sentence for a person: "Cannot read current.json: permission is denied."
import { t } from '@vscode/l10n';

const reasons: Readonly<Partial<Record<string, () => string>>> = {
  ENOENT: () => t('it does not exist'),
  EEXIST: () => t('it exists already'),
  EACCES: () => t('permission is denied'),
  EPERM: () => t('permission is denied'),
  EROFS: () => t('the disk is read-only'),
  ENOSPC: () => t('the disk is full'),
  EDQUOT: () => t('the disk quota is used up'),
  EIO: () => t('the disk reports an error'),
  EBUSY: () => t('another program is using it'),
  ETXTBSY: () => t('another program is using it'),
  EMFILE: () => t('too many files are open on this computer'),
  ENFILE: () => t('too many files are open on this computer'),
  ENOMEM: () => t('this computer has no memory left'),
  ESTALE: () => t('the network disk has lost it'),
  ETIMEDOUT: () => t('the network disk does not answer'),
  ENOTEMPTY: () => t('the folder is not empty'),
  EISDIR: () => t('it is a directory'),
  ENOTDIR: () => t('a part of the path is not a directory'),
  ENAMETOOLONG: () => t('the name is too long'),
  EXDEV: () => t('it is on another disk'),
  ELOOP: () => t('it is a link, or its links go round in a circle'),
  EFBIG: () => t('it is too large'),
  ENXIO: () => t('it is not a regular file'),
  ENOTREG: () => t('it is not a regular file'),
};

/** Only root may give a file away, and under our own name it would no longer be theirs. */
const othersFile = () => t('the file belongs to another user, and only they or root can replace it');

/** `undefined` for an errno that has no words here. */
export function reasonOf(call: string, errno: string): string | undefined {
  const isForeign = call === 'setOwner' && (errno === 'EPERM' || errno === 'EACCES');
  return isForeign ? othersFile() : reasons[errno]?.();
}
