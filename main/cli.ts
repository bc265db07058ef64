process.stdout.write('hakushi\n');
