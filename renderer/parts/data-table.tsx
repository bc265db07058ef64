import './data-table.css';
import type { ReactNode } from 'react';
import {
  Cell,
  Column,
  ResizableTableContainer,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';

const LAYOUT = { rowHeight: 44, headingHeight: 40 };

/** One column of a table. */
export interface DataColumn<Item> {
  readonly id: string;
  readonly title: string;
  /** Pixels, or a share such as `2fr`; without it the columns share what is left. */
  readonly width?: number | `${number}fr`;
  readonly minWidth?: number;
  readonly isRowHeader?: boolean;
  readonly cell: (item: Item) => ReactNode;
}

/** A table of any length: only the rows that can be seen are drawn. It fills the height of what it stands in. Arrow keys move, Enter or a press opens a row. */
export function DataTable<Item extends object>(props: {
  readonly label: string;
  readonly columns: readonly DataColumn<Item>[];
  readonly rows: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly onOpen?: (id: string) => void;
  /** Shown when there are no rows. */
  readonly empty: ReactNode;
}): ReactNode {
  const { label, columns, rows, idOf, onOpen, empty } = props;
  if (rows.length === 0) return empty;
  return (
    <ResizableTableContainer className="data-table-frame">
      <Virtualizer layout={TableLayout} layoutOptions={LAYOUT}>
        <Table
          aria-label={label}
          className="data-table"
          {...(onOpen ? { onRowAction: (key) => onOpen(String(key)) } : {})}
        >
          <TableHeader className="data-table-head" columns={columns}>
            {({ id, title, isRowHeader = false, width, minWidth = 80 }) => (
              <Column
                id={id}
                className="data-table-column"
                isRowHeader={isRowHeader}
                minWidth={minWidth}
                {...(width === undefined ? {} : { width })}
              >
                {title}
              </Column>
            )}
          </TableHeader>
          <TableBody items={rows} dependencies={[columns]}>
            {(item) => (
              <Row id={idOf(item)} columns={columns} className="data-table-row" dependencies={[columns]}>
                {(column) => (
                  <Cell className="data-table-cell">
                    <span>{column.cell(item)}</span>
                  </Cell>
                )}
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
    </ResizableTableContainer>
  );
}
