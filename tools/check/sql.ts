import { type Check, capabilityMap, type Fault, type Project } from './project.ts';
import { definitionFaults, type Spreads, spreadNames, tableFaults } from './sql/citus.ts';
import { codeOwnership, migrationOwnership } from './sql/ownership.ts';
import { statementsOf, tablesOf } from './sql/schema.ts';
import { codeStatements, migrationStatements } from './sql/statements.ts';
import spreads from './sql/tables.json' with { type: 'json' };

/**
 * Reads every migration and every SQL in code: who owns a table writes it, others read its views;
 * and nothing stands in the way of spreading the tables over a nation's machines (Citus).
 */
export function sqlFaults(project: Project, how: Spreads): Fault[] {
  const map = capabilityMap(project);
  const statements = statementsOf(project);
  const tables = tablesOf(statements);
  const spread = spreadNames(statements, tables, how);
  return [
    ...migrationOwnership(statements, map),
    ...tableFaults(tables, how),
    ...definitionFaults(statements),
    ...migrationStatements(statements, spread),
    ...codeOwnership(project, map),
    ...codeStatements(project, spread),
  ];
}

export const sql: Check = { name: 'sql', run: (project) => sqlFaults(project, spreads as Spreads) };
