/* Java, JDBC driver of Xerial. */
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.sqlite.SQLiteConfig;

public class Client {
  static Connection open(String extension) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(true);
    Connection connection = config.createConnection("jdbc:sqlite::memory:");
    try (PreparedStatement load = connection.prepareStatement("SELECT load_extension(?)")) {
      load.setString(1, extension);
      load.execute();
    }
    return connection;
  }

  static String ask(Connection connection, String sql) {
    StringJoiner values = new StringJoiner(" ");
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) return "";
      ResultSet rows = statement.getResultSet();
      while (rows.next()) values.add(rows.getObject(1) == null ? "NULL" : rows.getObject(1).toString());
    } catch (SQLException error) {
      return error.getMessage();
    }
    return values.toString();
  }

  public static void main(String[] arguments) throws Exception {
    Connection connection = open(arguments[0]);
    System.out.println("client\t" + System.getProperty("java.version") + ", JDBC " + connection.getMetaData().getDriverVersion()
        + "\t" + ask(connection, "SELECT sqlite_version()"));
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      if (line.startsWith("#")) continue;
      String[] step = line.split("\t");
      System.out.println(step[1] + "\t" + ask(connection, step[2]));
    }
  }
}
