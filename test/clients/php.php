<?php
// PHP, class SQLite3. Called as: php -d sqlite3.extension_dir=DIRECTORY php.php asistat.so scenario.tsv
[, $extension, $scenario] = $argv;

$db = new SQLite3(':memory:');
$db->enableExceptions(true);
$db->loadExtension($extension);

function ask(SQLite3 $db, string $sql): string
{
    try {
        $result = $db->query($sql);
        $values = [];
        while ($result->numColumns() > 0 && $row = $result->fetchArray(SQLITE3_NUM)) {
            $values[] = is_string($row[0]) ? $row[0] : strtoupper(var_export($row[0], true));
        }
        return implode(' ', $values);
    } catch (Exception $error) {
        return $error->getMessage();
    }
}

echo "client\t", PHP_VERSION, "\t", SQLite3::version()['versionString'], "\n";
foreach (file($scenario, FILE_IGNORE_NEW_LINES) as $line) {
    if ($line[0] === '#') {
        continue;
    }
    [$kind, $name, $sql] = explode("\t", $line);
    if ($kind === 'do') {
        $db->exec($sql);
        echo "$name\t\n";
    } else {
        echo "$name\t", ask($db, $sql), "\n";
    }
}
