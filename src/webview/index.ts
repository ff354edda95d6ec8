// The entry of the review panel's browser side.
import { ReviewPage } from './reviewPage.ts';
import { styles } from './render/styles.ts';
import { treeStyles } from './render/treeStyles.ts';
import { connectToHost } from './vscodeApi.ts';

document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles, treeStyles];
new ReviewPage(connectToHost(), document.body).start();
