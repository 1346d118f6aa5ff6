//! The story on SQLite.

#![expect(clippy::expect_used, reason = "tests")]

mod story;
mod support;

#[tokio::test]
async fn the_story_on_sqlite() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    story::tell(support::config(temp.path())?).await
}
