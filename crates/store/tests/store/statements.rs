//! Every statement in the source is prepared on both databases, so that none is in the dialect of
//! one only.
//!
//! The statements are found by reading the source: string literals that begin as SQL does. Those
//! that are completed at run time with rows of values are completed here too.

use std::path::Path;

use anteroom_store::{Place, Store};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _, SqlSafeStr as _};

use crate::support::postgres::Server;
use crate::support::*;

#[tokio::test]
async fn every_statement_can_be_prepared_on_both_databases() -> anyhow::Result<()> {
    let statements = statements()?;
    assert!(
        statements.len() >= 30,
        "only {} statements found",
        statements.len()
    );
    let temp = tempfile::tempdir()?;
    let mut config = config(temp.path())?;
    Store::open(config.clone()).await?.close().await;
    let path = database(&config).display().to_string();
    let mut sqlite = sqlx::SqliteConnection::connect(&path).await?;
    for sql in statements.iter().filter(|sql| !sql.contains("for update")) {
        let prepared = sqlite
            .prepare(AssertSqlSafe(sql.clone()).into_sql_str())
            .await;
        assert!(prepared.is_ok(), "SQLite: {sql}: {:?}", prepared.err());
    }
    let Some(server) = Server::start()? else {
        println!("PostgreSQL skipped: there is no server on this machine");
        return Ok(());
    };
    config.place = Place::Postgres(server.url());
    Store::open(config).await?.close().await;
    let mut pg = sqlx::PgConnection::connect(&server.url()).await?;
    for sql in statements
        .iter()
        .filter(|sql| !sql.contains("begin immediate"))
    {
        let prepared = pg.prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await;
        assert!(prepared.is_ok(), "PostgreSQL: {sql}: {:?}", prepared.err());
    }
    Ok(())
}

/// Statements may look something up, or walk along an index as far as they are told; none reads all receipts or the whole log
/// to find a few.
#[tokio::test]
async fn no_statement_reads_all_receipts_or_the_whole_log() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    Store::open(config.clone()).await?.close().await;
    let path = database(&config).display().to_string();
    let mut sqlite = sqlx::SqliteConnection::connect(&path).await?;
    let mut slow = Vec::new();
    for sql in statements()?.iter().filter(|sql| is_one(sql)) {
        let explain = AssertSqlSafe(format!("explain query plan {sql}"));
        let plan = sqlx::query(explain).fetch_all(&mut sqlite).await?;
        for step in plan {
            let step: String = step.try_get("detail")?;
            if walks_all(&step, sql) {
                slow.push(format!("{step}: {sql}"));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
    Ok(())
}

/// Whether a step goes through all receipts or entries; a partial index holds only few of them.
fn walks_all(step: &str, sql: &str) -> bool {
    let Some(of) = step.strip_prefix("SCAN ") else {
        return false;
    };
    let table = of.split(' ').next().unwrap_or_default();
    let is_large = ["audit_entry", "receipt"]
        .iter()
        .any(|name| table == *name || sql.contains(&format!("{name} {table}")));
    let few = ["receipt_mapping", "receipt_open"];
    is_large && !few.iter().any(|index| of.ends_with(index))
}

/// Whether a text is one statement that can be explained.
fn is_one(sql: &str) -> bool {
    !sql.contains("for update") && !sql.starts_with("begin") && !sql.contains(';')
}

fn statements() -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))? {
        let source = std::fs::read_to_string(file?.path())?;
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String = code
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        found.extend(
            literals(&code)
                .iter()
                .filter(|text| is_sql(text))
                .map(|text| complete(text)),
        );
    }
    Ok(found)
}

/// The string literals of a source file, with `\` line ends joined. Raw strings are not used here.
fn literals(code: &str) -> Vec<String> {
    let (mut found, mut current, mut escaped) = (Vec::new(), None::<String>, false);
    for c in code.chars() {
        match (&mut current, c) {
            (Some(_), '\\') if !escaped => escaped = true,
            (Some(_), '"') if !escaped => found.extend(current.take()),
            (Some(text), c) => {
                text.push(if escaped && "n\n".contains(c) { ' ' } else { c });
                escaped = false;
            }
            (None, '"') => current = Some(String::new()),
            (None, _) => {}
        }
    }
    found
}

fn is_sql(text: &str) -> bool {
    ["begin ", "delete ", "insert ", "select ", "update "]
        .iter()
        .any(|word| text.starts_with(word))
}

fn complete(text: &str) -> String {
    if let Some(head) = text.strip_suffix("from (values") {
        return format!(
            "{head} from (values (cast($1 as text), cast($2 as text), cast($3 as bigint), \
             cast($4 as bigint))) as v where receipt.id = v.column1"
        );
    }
    let mut sql = text.to_owned();
    if text.ends_with("values") {
        let columns = text
            .split('(')
            .nth(1)
            .unwrap_or_default()
            .split(',')
            .count();
        sql.push_str(&format!(" ({})", vec!["?"; columns].join(",")));
    }
    let mut numbered = String::new();
    for (i, part) in sql.split('?').enumerate() {
        numbered.push_str(&if i == 0 {
            part.to_owned()
        } else {
            format!("${i}{part}")
        });
    }
    numbered
}
