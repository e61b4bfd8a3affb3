import com.microsoft.playwright.Page;
import dev.postern.client.Postern;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Runs the lines of README.md, at a page whose site sends a code when it is asked to. */
class RunExample {
    /** @param arguments where the site sends, and the code */
    public static void main(String[] arguments) {
        String number = arguments[0];
        String code = arguments[1];
        List<String> done = new ArrayList<>();
        Page page = (Page) Proxy.newProxyInstance(
                Page.class.getClassLoader(), new Class<?>[] {Page.class}, (self, method, given) -> {
                    done.add(method.getName() + " "
                            + String.join(" ", List.of(given).toArray(String[]::new)));
                    if (given[0].equals("text=Send me a code")) {
                        Postern.fromEnvironment().push(number, "Your verification code is " + code + ".");
                    }
                    return null;
                });
        Example.logIn(page, number);
        if (!done.equals(List.of("click text=Send me a code", "fill #code " + code, "click text=Sign in"))) {
            throw new AssertionError("The page was asked for " + done);
        }
        System.out.println("The lines of README.md logged in");
    }
}
