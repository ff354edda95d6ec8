// Why the disk refuses a call, as half a sentence for a person: "Cannot read current.json: permission is denied."
import { t } from '@vscode/l10n';

const reasons: Readonly<Partial<Record<string, () => string>>> = {
  ENOENT: () => t("it doesn't exist"),
  EEXIST: () => t('it already exists'),
  EACCES: () => t('permission is denied'),
  EPERM: () => t('permission is denied'),
  EROFS: () => t('the disk is read-only'),
  ENOSPC: () => t('the disk is full'),
  EDQUOT: () => t('the disk quota is exceeded'),
  EIO: () => t('the disk reported an error'),
  EBUSY: () => t('another program is using it'),
  ETXTBSY: () => t('another program is using it'),
  EMFILE: () => t('too many open files on this computer'),
  ENFILE: () => t('too many open files on this computer'),
  ENOMEM: () => t('the computer is out of memory'),
  ESTALE: () => t('the network disk lost the file'),
  ETIMEDOUT: () => t("the network disk doesn't respond"),
  ENOTEMPTY: () => t("the folder isn't empty"),
  EISDIR: () => t('it is a directory'),
  ENOTDIR: () => t("a part of the path isn't a directory"),
  ENAMETOOLONG: () => t('the name is too long'),
  EXDEV: () => t('it is on another disk'),
  ELOOP: () => t('it is a link, or a loop of links'),
  EFBIG: () => t('it is too large'),
  ENXIO: () => t("it isn't a regular file"),
  ENOTREG: () => t("it isn't a regular file"),
};

/** Only root may give a file away, and under our own name it would no longer be theirs. */
const othersFile = () => t('the file belongs to another user, and only they or root can replace it');

/** `undefined` for an errno that has no words here. */
export function reasonOf(call: string, errno: string): string | undefined {
  const isForeign = call === 'setOwner' && (errno === 'EPERM' || errno === 'EACCES');
  return isForeign ? othersFile() : reasons[errno]?.();
}
