//! Statements with their values, for batches whose length is known only at run time.
//!
//! A statement marks its values with `?`; `dialect` turns the marks into what each database wants.
//! The texts are built from table and column names of this crate only, never from values.

use std::borrow::Cow;

/// More rows than this go into a second statement; both databases limit the number of values.
const ROWS: usize = 128;

/// A value of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arg {
    Blob(Option<Vec<u8>>),
    Bool(bool),
    Int(Option<i64>),
    Text(Option<String>),
}

/// One statement and its values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub sql: Cow<'static, str>,
    pub args: Vec<Arg>,
}

impl Statement {
    pub(crate) fn new(sql: &'static str, args: Vec<Arg>) -> Statement {
        Statement {
            sql: Cow::Borrowed(sql),
            args,
        }
    }

    /// Statements that insert `rows`; none for no rows.
    pub(crate) fn insert(into: &'static str, rows: Vec<Vec<Arg>>) -> Vec<Statement> {
        Statement::with_rows(into, rows, "")
    }

    /// `head`, then the rows as `(?, ?), (?, ?)`, then `tail`.
    pub(crate) fn with_rows(
        head: &'static str,
        rows: Vec<Vec<Arg>>,
        tail: &'static str,
    ) -> Vec<Statement> {
        let mut out = Vec::new();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let (mut sql, mut args) = (String::from(head), Vec::new());
            for (i, row) in rows.by_ref().take(ROWS).enumerate() {
                sql.push_str(if i == 0 { " (" } else { ", (" });
                for at in 0..row.len() {
                    sql.push_str(if at == 0 { "?" } else { ",?" });
                }
                sql.push(')');
                args.extend(row);
            }
            sql.push_str(tail);
            out.push(Statement {
                sql: Cow::Owned(sql),
                args,
            });
        }
        out
    }

    /// The text with `$1`, `$2`, ... for the marks.
    pub(crate) fn numbered(&self) -> String {
        let mut out = String::with_capacity(self.sql.len() * 2);
        for (i, part) in self.sql.split('?').enumerate() {
            if i > 0 {
                out.push('$');
                out.push_str(&i.to_string());
            }
            out.push_str(part);
        }
        out
    }
}

impl Arg {
    pub(crate) fn blob(value: impl Into<Vec<u8>>) -> Arg {
        Arg::Blob(Some(value.into()))
    }

    pub(crate) fn int(value: i64) -> Arg {
        Arg::Int(Some(value))
    }

    /// Entry numbers and sizes; SQL has no unsigned type, and 2^63 entries are out of reach.
    pub(crate) fn count(value: u64) -> Arg {
        Arg::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    pub(crate) fn text(value: impl Into<String>) -> Arg {
        Arg::Text(Some(value.into()))
    }

    pub(crate) fn maybe(value: Option<&impl AsRef<str>>) -> Arg {
        Arg::Text(value.map(|v| v.as_ref().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_rows() {
        let rows = vec![
            vec![Arg::int(1), Arg::text("a")],
            vec![Arg::int(2), Arg::text("b")],
        ];
        let made = Statement::with_rows("insert into t (a, b) values", rows, " returning a");
        assert_eq!(made.len(), 1);
        assert_eq!(
            made[0].sql,
            "insert into t (a, b) values (?,?), (?,?) returning a"
        );
        assert_eq!(
            made[0].numbered(),
            "insert into t (a, b) values ($1,$2), ($3,$4) returning a"
        );
        assert_eq!(made[0].args.len(), 4);
        assert!(Statement::insert("insert into t values", Vec::new()).is_empty());
        let many = (0..300).map(|n| vec![Arg::int(n)]).collect();
        assert_eq!(Statement::insert("insert into t values", many).len(), 3);
    }
}
