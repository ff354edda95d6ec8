// The entry of the review panel's browser side.
import { ReviewPage } from './reviewPage.ts';
import { styles } from './styles.ts';
import { treeStyles } from './treeStyles.ts';
import { connectToHost } from './vscodeApi.ts';

document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles, treeStyles];
new ReviewPage(connectToHost(), document.body).start();
