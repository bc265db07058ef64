import type { ReactNode } from 'react';
import { AUDIT_LACKS, type AuditContent } from '../../../domain/audit-report.ts';
import { useText } from '../../use-text.ts';

/** What each person did in the period. */
export function OperatorList({ operators }: { readonly operators: AuditContent['operators'] }): ReactNode {
  const { say } = useText();
  if (operators.length === 0) return <p>{say('report.operators.none')}</p>;
  return (
    <table className="report-plain">
      <thead>
        <tr>
          <th scope="col">{say('report.field.name')}</th>
          <th scope="col">{say('report.field.role')}</th>
          <th scope="col">{say('report.field.log-ins')}</th>
          <th scope="col">{say('report.field.drafted')}</th>
          <th scope="col">{say('report.field.consents')}</th>
          <th scope="col">{say('report.field.acts')}</th>
          <th scope="col">{say('report.field.looks')}</th>
          <th scope="col">{say('report.field.phones-of')}</th>
        </tr>
      </thead>
      <tbody>
        {operators.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name === 'not-recorded' ? '' : `${one.name} `}
              <span className="code">{one.id}</span>
            </th>
            <td>{one.role === 'not-recorded' ? say('report.value.declared') : say(`operators.role.${one.role}`)}</td>
            <td className="num">
              {one.logIns} ({one.refusals})
            </td>
            <td className="num">{one.drafted}</td>
            <td className="num">{one.consents}</td>
            <td className="num">{one.acts}</td>
            <td className="num">{one.secondLooks}</td>
            <td className="num">
              {one.passed} / {one.notPassed}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The published points, and how far the entries of the period show each. */
export function NeedList({ needs }: { readonly needs: AuditContent['requirements'] }): ReactNode {
  const { say, sayByName } = useText();
  return (
    <table className="report-plain">
      <thead>
        <tr>
          <th scope="col">{say('report.field.need')}</th>
          <th scope="col">{say('report.field.standing')}</th>
          <th scope="col">{say('report.field.note')}</th>
        </tr>
      </thead>
      <tbody>
        {needs.map(({ number, standing, shown, of }) => (
          <tr key={number}>
            <th scope="row">{sayByName(`report.need.${number}.title`)}</th>
            <td className="report-standing">
              {say(`report.standing.${standing}`)}{' '}
              {shown !== null && of !== null ? (
                <span className="num">{say('report.value.of', { shown, of })}</span>
              ) : null}
            </td>
            <td>{sayByName(`report.need.${number}.note`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the report does not claim, and what this version does not record. */
export function ClaimList({ content }: { readonly content: AuditContent }): ReactNode {
  const { say, sayByName } = useText();
  const lacks = AUDIT_LACKS.filter((lack) => content[lack] === 'not-recorded');
  const wordsOf = (limit: string): string => {
    const own = `report.limit.${limit}`;
    const said = sayByName(own);
    return said === own ? sayByName(`limit.${limit}`) : said;
  };
  return (
    <div className="report-claims">
      <ul className="report-words">
        {content.limits.map((limit) => (
          <li key={limit}>{wordsOf(limit)}</li>
        ))}
      </ul>
      <h2>{say('report.section.not-recorded')}</h2>
      <ul className="report-words">
        {lacks.map((lack) => (
          <li key={lack}>{say(`report.lacks.${lack}`)}</li>
        ))}
      </ul>
    </div>
  );
}
