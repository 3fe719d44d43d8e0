//! Whole files or none, links, pipes, and places that take nothing.

use super::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn writes_whole_files_and_leaves_equal_ones_alone() -> Outcome {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("new/folder/a.txt");
    assert_eq!(write_if_changed(&path, b"one")?, Written::Created);
    let stamp = fs::metadata(&path)?.modified()?;
    assert_eq!(write_if_changed(&path, b"one")?, Written::Unchanged);
    assert_eq!(fs::metadata(&path)?.modified()?, stamp);
    assert_eq!(write_if_changed(&path, b"two")?, Written::Replaced);
    assert_eq!(fs::read(&path)?, b"two");
    let left: Vec<_> = fs::read_dir(path.parent().ok_or("no parent")?)?.collect();
    assert_eq!(left.len(), 1, "a temporary file was left: {left:?}");
    Ok(())
}

#[test]
fn of_several_files_none_is_written_unless_all_can_be() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (good, taken) = (dir.path().join("new/good.csv"), dir.path().join("taken"));
    fs::write(&taken, b"mine")?;
    let both = |second: PathBuf| [(good.clone(), b"x".to_vec()), (second, b"y".to_vec())];
    for bad in [taken.join("deep/slip.txt"), dir.path().to_owned()] {
        let error = write_all(&both(bad)).expect_err("one cannot be written");
        assert!(error.to_string().starts_with("cannot"), "{error}");
        assert_eq!(fs::read_dir(dir.path())?.count(), 1, "something was left");
    }
    assert_eq!(fs::read(&taken)?, b"mine");
    write_all(&both(dir.path().join("slips/slip.txt")))?;
    assert_eq!(fs::read(&good)?, b"x");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_stay_and_pipes_and_devices_are_not_replaced() -> Outcome {
    use std::io::Read;
    use std::os::unix::fs::{FileTypeExt, symlink};
    let dir = tempfile::tempdir()?;
    let real = dir.path().join("real");
    fs::create_dir(dir.path().join("sub"))?;
    fs::write(&real, b"old")?;
    let (link, dangling) = (dir.path().join("link"), dir.path().join("sub/dangling"));
    symlink("real", &link)?;
    symlink("../made", &dangling)?;
    write(&link, b"new")?;
    write_all(&[(dangling.clone(), b"made".to_vec())])?;
    assert!(link.is_symlink() && dangling.is_symlink());
    assert_eq!(fs::read(&real)?, b"new");
    assert_eq!(fs::read(dir.path().join("made"))?, b"made");
    let pipe = dir.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status()?;
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || -> io::Result<String> {
            let mut text = String::new();
            fs::File::open(pipe)?.read_to_string(&mut text)?;
            Ok(text)
        }
    });
    assert_eq!(write_if_changed(&pipe, b"told")?, Written::Replaced);
    assert_eq!(reader.join().map_err(|_| "the reader failed")??, "told");
    assert!(fs::symlink_metadata(&pipe)?.file_type().is_fifo());
    write(Path::new("/dev/null"), b"gone")?;
    let device = fs::symlink_metadata("/dev/null")?.file_type();
    assert!(device.is_char_device());
    let round = dir.path().join("round");
    symlink("round", &round)?;
    let error = write(&round, b"x").expect_err("a circle");
    assert!(error.to_string().contains("circle"), "{error}");
    Ok(())
}

#[test]
fn unwritable_places_are_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    // A file in the place of a folder stops every user, also the one whom permissions do not.
    let blocker = dir.path().join("taken");
    fs::write(&blocker, b"")?;
    let path = blocker.join("figure.svg");
    match write(&path, b"x") {
        Err(e @ FileError::Folder { .. }) => assert!(e.to_string().contains("taken"), "{e}"),
        other => panic!("expected a folder error, got {other:?}"),
    }
    let folder = dir.path().join("dir.svg");
    fs::create_dir(&folder)?;
    match write(&folder, b"x") {
        Err(e @ FileError::Write { .. }) => assert!(e.to_string().contains("dir.svg"), "{e}"),
        other => panic!("expected a write error, got {other:?}"),
    }
    assert_eq!(
        fs::read_dir(dir.path())?.count(),
        2,
        "a temporary file was left"
    );
    Ok(())
}
