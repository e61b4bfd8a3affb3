package example;

import dev.postern.client.Postern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a client of Postern: POSTERN_URL and POSTERN_API_KEY say where it is. */
public class PosternFixture implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Postern.class;
    }

    @Override
    public Postern resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return Postern.fromEnvironment();
    }
}
