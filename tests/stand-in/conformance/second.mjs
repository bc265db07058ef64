// A main that ends at once: with 7 when another one holds its folder, else with 0.
import { app } from 'electron';

app.exit(app.requestSingleInstanceLock({ from: 'second' }) ? 0 : 7);
