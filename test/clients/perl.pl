# Perl, DBI with DBD::SQLite.
use strict;
use warnings;
use DBI;

my ($extension, $scenario) = @ARGV;

my $dbh = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1, PrintError => 0 });
$dbh->sqlite_enable_load_extension(1);
$dbh->sqlite_load_extension($extension);

sub ask {
    my ($kind, $sql) = @_;
    if ($kind eq 'do') { $dbh->do($sql); return '' }
    my $rows = eval { $dbh->selectall_arrayref($sql) } or return $@ =~ s/\s+/ /gr;
    return join ' ', map { $_->[0] // 'NULL' } @$rows;
}

printf "client\t%vd, DBD::SQLite %s\t%s\n", $^V, $DBD::SQLite::VERSION, $dbh->{sqlite_version};
open my $lines, '<:encoding(UTF-8)', $scenario or die "$scenario: $!";
while (<$lines>) {
    next if /^#/;
    chomp;
    my ($kind, $name, $sql) = split /\t/;
    print "$name\t", ask($kind, $sql), "\n";
}
