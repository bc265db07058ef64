/** Ways to find a record by what is printed on the phone or its label. */
export const migration0050 = {
  number: 50,
  name: 'find-records',
  sql: `
    CREATE INDEX jobs_by_serial ON jobs (json_extract(device, '$.serial.value') COLLATE NOCASE);
    CREATE INDEX jobs_by_first_imei ON jobs (json_extract(device, '$.imeis.value[0]'));
    CREATE INDEX jobs_by_second_imei ON jobs (json_extract(device, '$.imeis.value[1]'));
    CREATE INDEX jobs_by_model ON jobs (json_extract(device, '$.model.value') COLLATE NOCASE);
    CREATE INDEX jobs_by_updated_seq ON jobs (updated_seq);
  `,
} as const;
