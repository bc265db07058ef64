// The module that the built main finds under the name `electron`.
import { makeStandIn } from './stand-in.ts';

const electron = makeStandIn();

/** Electron's face, part by part, as main imports it. */
export const {
  app,
  BrowserWindow,
  ipcMain,
  session,
  protocol,
  dialog,
  shell,
  Menu,
  MenuItem,
  nativeTheme,
  safeStorage,
  utilityProcess,
  powerMonitor,
  powerSaveBlocker,
  screen,
  Notification,
  webContents,
  autoUpdater,
  BaseWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  globalShortcut,
  inAppPurchase,
  MessageChannelMain,
  nativeImage,
  net,
  netLog,
  pushNotifications,
  systemPreferences,
  TouchBar,
  Tray,
  View,
  webFrameMain,
  WebContentsView,
} = electron;

/** Electron's face as a whole, for importers of the default. */
export default electron;
