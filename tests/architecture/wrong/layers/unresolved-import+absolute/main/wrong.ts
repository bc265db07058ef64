import '/etc/wrong.ts';
