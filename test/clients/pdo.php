<?php
// PHP, PDO: Pdo\Sqlite of PHP 8.4 and later.
[, $extension, $scenario] = $argv;

$db = new Pdo\Sqlite('sqlite::memory:');
$db->loadExtension($extension);

function ask(PDO $db, string $sql): string
{
    try {
        $values = $db->query($sql)->fetchAll(PDO::FETCH_COLUMN, 0);
    } catch (PDOException $error) {
        return $error->getMessage();
    }
    return implode(' ', array_map(fn ($value) => is_string($value) ? $value : strtoupper(var_export($value, true)), $values));
}

echo "client\t", PHP_VERSION, ", PDO\t", $db->getAttribute(PDO::ATTR_SERVER_VERSION), "\n";
foreach (file($scenario, FILE_IGNORE_NEW_LINES) as $line) {
    if ($line[0] === '#') {
        continue;
    }
    [$kind, $name, $sql] = explode("\t", $line);
    echo "$name\t", ask($db, $sql), "\n";
}
